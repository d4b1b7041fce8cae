"""Slowing down guessing without keeping the owner out."""

from datetime import UTC, datetime, timedelta

import pytest

from judging.accounts import rules
from judging.accounts.operations import throttle
from judging.core.refusals import TooOften

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def fail(session, account="a", network="n", at=NOW, times=1):
    for _ in range(times):
        throttle.begin(session, account, network, at)


def test_after_five_failures_an_account_waits_half_a_minute(session):
    fail(session, times=5)

    with pytest.raises(TooOften) as refusal:
        throttle.check(session, "a", "n", NOW)

    assert refusal.value.seconds == 30
    throttle.check(session, "a", "n", NOW + 30 * SECOND)


def test_the_wait_doubles_and_never_passes_a_quarter_of_an_hour(session):
    waits, at = [], NOW
    fail(session, times=4)
    for _ in range(8):
        fail(session, at=at)
        with pytest.raises(TooOften) as refusal:
            throttle.check(session, "a", "n", at)
        waits.append(refusal.value.seconds)
        at += refusal.value.seconds * SECOND

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_a_guesser_elsewhere_does_not_keep_the_owner_out(session):
    throttle.succeed(session, throttle.begin(session, "a", "office", NOW - timedelta(days=1)).id, NOW)
    fail(session, network="elsewhere", times=5)

    throttle.check(session, "a", "office", NOW)
    with pytest.raises(TooOften):
        throttle.check(session, "a", "elsewhere", NOW)


def test_guesses_from_many_networks_count_together(session):
    for n in range(5):
        fail(session, network=f"n{n}")

    with pytest.raises(TooOften):
        throttle.check(session, "a", "n6", NOW)


def test_an_office_building_full_of_slips_goes_on_and_a_robot_does_not(session):
    for n in range(99):
        fail(session, account=f"a{n}")
    throttle.check(session, "somebody", "n", NOW)

    fail(session, account="a99")

    with pytest.raises(TooOften) as refusal:
        throttle.check(session, "somebody", "n", NOW)
    assert refusal.value.seconds == 900


def test_success_begins_the_count_anew(session):
    fail(session, times=4)
    throttle.succeed(session, throttle.begin(session, "a", "n", NOW + SECOND).id, NOW)

    fail(session, at=NOW + 2 * SECOND, times=4)

    throttle.check(session, "a", "n", NOW + 3 * SECOND)


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.7", "192.0.2.7/32"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), (None, "unknown")],
)
def test_a_network_is_one_address_or_one_subnet(address, network):
    assert throttle.network_of(address) == network


@pytest.mark.parametrize("succeeded", [True, False])
def test_attempts_of_a_clock_that_was_ahead_keep_nobody_out(session, succeeded):
    tomorrow = NOW + timedelta(days=1)
    fail(session, times=5, at=tomorrow)
    throttle.begin(session, "a", "n", tomorrow + timedelta(hours=1)).succeeded = succeeded
    for _ in range(rules.NETWORK_FREE):
        throttle.fail_later(session, "b", "n", tomorrow)
    throttle.write_pending(session)

    throttle.check(session, "a", "n", NOW)
    fail(session, times=4)
    throttle.check(session, "a", "n", NOW)
    fail(session)
    with pytest.raises(TooOften):
        throttle.check(session, "a", "n", NOW)


def test_a_success_of_a_clock_that_was_ahead_makes_no_network_known(session):
    ahead = throttle.begin(session, "a", "office", NOW + timedelta(days=1))
    throttle.succeed(session, ahead.id, NOW + timedelta(days=1))
    fail(session, network="elsewhere", times=5)

    with pytest.raises(TooOften):
        throttle.check(session, "a", "office", NOW)
