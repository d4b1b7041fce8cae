"""What lies in static: vendored files are what they were, our own need nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "static"
COMPOSED = ("col-", "heat-", "heat-text-", "notice-", "status-")  # a word is put behind these


def test_vendored_files_are_those_of_the_manifest():
    check = [sys.executable, str(STATIC / "vendor/fetch.py"), "--check"]

    done = subprocess.run(check, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_script_that_fetches_names_no_address():
    assert "://" not in (STATIC / "vendor/fetch.py").read_text()


def test_styles_refer_only_to_files_that_are_here():
    for sheet in STATIC.glob("css/**/*.css"):
        addresses = re.findall(r"url\(\"?([^\")]+)\"?\)", sheet.read_text())

        assert [a for a in addresses if not (sheet.parent / a).is_file()] == [], sheet.name


def test_every_style_sheet_is_imported_into_a_layer():
    main = (STATIC / "css/main.css").read_text()
    imported = set(re.findall(r'@import url\("([^."][^"]*)"\) layer\(\w+\);', main))

    assert imported == {
        path.relative_to(STATIC / "css").as_posix() for path in STATIC.glob("css/**/*.css") if path.name != "main.css"
    }


def test_gold_is_never_a_colour_of_text_on_paper():
    gold_text = re.compile(r"[{;]\s*color:\s*var\(--color-gold\)")
    sheets = [path.name for path in STATIC.glob("css/**/*.css") if gold_text.search(path.read_text())]

    assert sheets == []


def test_every_class_of_the_styles_stands_on_a_page():
    styles = "".join(path.read_text() for path in STATIC.glob("css/**/*.css"))
    bare = re.sub(r'/\*.*?\*/|"[^"]*"', "", styles, flags=re.DOTALL)
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", bare))

    patterns = ("templates/**/*.html", "static/js/**/*.js", "judging/**/*.py")
    told = "\n".join(path.read_text() for pattern in patterns for path in ROOT.glob(pattern))
    texts = re.findall(r"""class="([^"]*)"|(?<=["'])([a-z][a-z0-9 -]*)(?=["'])""", told)
    said = {word for text in texts for word in re.findall(r"[a-z][a-z0-9-]*", " ".join(text))}

    assert {prefix for prefix in COMPOSED if f"{prefix}{{{{" in told or f"'{prefix}'" in told} == set(COMPOSED)
    assert sorted(name for name in styled - said if not name.startswith(COMPOSED)) == []
