"""A browser without scripts: it reads the forms of a page and sends them as they stand."""

from html5lib import parse

XHTML = "{http://www.w3.org/1999/xhtml}"
PRESSED = {"submit", "button", "image", "file"}


def forms_of(text):
    """Return the forms of the main part of a page: address and fields, as a press of a plain button sends them."""
    main = parse(text).find(f".//{XHTML}main")
    return [(form.get("action"), fields_of(form)) for form in main.iter(f"{XHTML}form")]


def fields_of(form):
    found = []
    for one in form.iter():
        tag, name = str(one.tag).removeprefix(XHTML), one.get("name")
        if not name or one.get("disabled") is not None:
            continue
        if tag == "textarea":
            found.append((name, "".join(one.itertext()).removeprefix("\n")))
        elif tag == "select":
            options = list(one.iter(f"{XHTML}option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            found += [(name, o.get("value", "")) for o in chosen]
        elif tag == "input" and one.get("type") not in PRESSED and _is_on(one):
            found.append((name, one.get("value", "")))
    return dict(found)


def _is_on(field):
    return field.get("type") not in {"checkbox", "radio"} or field.get("checked") is not None


def form_on(page, name):
    """Return the form of a page that has a field of this name."""
    [found] = [(action, fields) for action, fields in forms_of(page.text) if name in fields]
    return found
