"""Documents: accessible, the same for the same data, and deaf to what people type."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from judging.core.fingerprints import canonical, fingerprint
from judging.core.pdf import compile_pdf
from tests.printed import RECEIPT

AT = datetime(2027, 6, 1, 12, tzinfo=UTC)


def test_a_document_is_tagged_titled_and_has_a_language():
    with pikepdf.open(io.BytesIO(compile_pdf("receipt", RECEIPT, dated=AT))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot
        assert str(pdf.Root.Lang).startswith("pl")
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == RECEIPT["title"]


def test_the_same_data_and_moment_give_the_same_bytes():
    first = compile_pdf("receipt", RECEIPT, dated=AT)

    assert compile_pdf("receipt", RECEIPT, dated=AT) == first
    assert compile_pdf("receipt", RECEIPT | {"over": "Inne"}, dated=AT) != first


@pytest.mark.parametrize(
    "typed", ["#panic()", '#read("/pyproject.toml")', "= Nagłówek", '"], x: #sys.version', "\\u{1}"]
)
def test_what_a_person_typed_is_never_read_as_typst(typed):
    assert compile_pdf("receipt", RECEIPT | {"explanation": typed}, dated=AT).startswith(b"%PDF-")


def test_a_record_has_one_spelling_whatever_the_order_of_its_keys():
    assert canonical({"b": "ł", "a": [1, 2]}) == '{"a":[1,2],"b":"ł"}'.encode()
    assert fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})


def test_what_json_cannot_say_has_no_fingerprint():
    with pytest.raises(ValueError, match="not JSON compliant"):
        fingerprint(float("nan"))
