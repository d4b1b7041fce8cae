"""Documents: typst templates with data become accessible PDF (PDF/UA-1).

The data enter as JSON by ``sys.inputs``, so that nothing a person typed is ever read as typst.
One compilation per call: a compiler kept between calls mixes up their inputs.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates" / "pdf"
FONTS = ROOT / "static" / "vendor" / "fonts" / "ttf"


def compile_pdf(template: str, data: Mapping[str, Any], *, dated: datetime | None = None) -> bytes:
    """Return the PDF of ``templates/pdf/<template>.typ`` filled with ``data``.

    Parameters
    ----------
    template
        Name of the template, without its ending.
    data
        JSON-safe; the template reads it as ``json(bytes(sys.inputs.data))``.
    dated
        The moment the PDF says it was made; the same data and moment give the same bytes.

    Raises
    ------
    typst.TypstError
        When the template cannot be compiled with these data: a fault of ours.
    """
    import typst  # 40 MB: only where a document is made

    pdf: bytes = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(ROOT),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int((dated or datetime(2000, 1, 1, tzinfo=UTC)).timestamp()),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)},
    )
    return pdf
