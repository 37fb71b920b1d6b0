import uuid

from hypothesis import given
from hypothesis import strategies as st

from alongside.web.voices import codes

OWNER = uuid.UUID(int=5)


@given(st.uuids())
def test_a_code_is_twenty_digits_that_read_back(client_id):
    code = codes.receipt_code(client_id, OWNER)

    assert [len(group) for group in code.split()] == [4, 4, 4, 4, 4]
    assert codes.hashes_of(code) == [codes.code_hash(code)]


@given(st.uuids(), st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(client_id, place, more):
    digits = codes.receipt_code(client_id, OWNER).replace(" ", "")

    mistyped = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]

    assert codes.read(mistyped) == ""


def test_it_can_be_typed_in_other_scripts_and_with_other_spaces():
    code = codes.receipt_code(uuid.UUID(int=1), OWNER)
    arabic = code.translate({ord(str(n)): chr(0x0660 + n) for n in range(10)})
    urdu = code.translate({ord(str(n)): chr(0x06F0 + n) for n in range(10)})

    assert {codes.read(typed) for typed in (arabic, urdu, code.replace(" ", "-"), f" {code} ", code.replace(" ", "\u2013"))} == {
        code.replace(" ", "")
    }


def test_what_is_no_code_finds_nothing():
    assert [codes.hashes_of(typed) for typed in ("", "1234", "not a code", "²" * 20, "x" * 20, "1" * 5000)] == [[]] * 6


def test_neither_the_identifier_nor_the_code_can_be_read_back_without_the_key(settings):
    client_id = uuid.uuid4()
    ids, code = codes.stored_ids(client_id, OWNER), codes.receipt_code(client_id, OWNER)

    settings.SEALING_KEYS = ["another key"]

    assert client_id not in ids
    assert codes.stored_ids(client_id, OWNER) != ids
    assert codes.receipt_code(client_id, OWNER) != code
    assert codes.stored_ids(client_id, uuid.UUID(int=6)) != codes.stored_ids(client_id, OWNER)


def test_a_code_still_opens_after_the_key_is_changed(settings):
    settings.SEALING_KEYS = ["old"]
    code = codes.receipt_code(uuid.UUID(int=1), OWNER)
    stored = codes.code_hash(code)

    settings.SEALING_KEYS = ["new", "old"]

    assert stored in codes.hashes_of(code)
