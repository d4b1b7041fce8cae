"""Every message has its Polish, and what the program reads is what the catalogue says."""

from tests import catalogue


def test_every_message_of_the_code_has_its_polish():
    assert catalogue.untranslated(catalogue.updated()) == []


def test_the_catalogue_is_fresh():
    assert catalogue.PO.read_text() == catalogue.as_text(catalogue.updated())


def test_the_compiled_catalogue_is_fresh():
    assert catalogue.PO.with_suffix(".mo").read_bytes() == catalogue.compiled(
        catalogue.PO.read_text()
    )
