"""Nothing smaller than the bar can be read from what is shown, nor worked out from it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alongside.web.voices.small_numbers import Group, about, cells, enough, fewer_than_five, rolled_up

COUNTS = st.dictionaries(st.integers(0, 30), st.integers(0, 20), max_size=12)


def services(counts):
    return {team: team % 4 for team in counts}


@given(COUNTS, st.sampled_from([5, 6, 8]))
def test_every_group_is_enough_and_nobody_is_counted_twice(counts, least):
    groups = rolled_up(counts, services(counts), least)

    assert all(group.count >= least for group in groups)
    shown = [team for group in groups for team in group.teams]
    assert len(shown) == len(set(shown))
    assert sum(group.count for group in groups) == sum(counts[team] for team in shown)


@given(COUNTS, st.sampled_from([5, 6, 8]))
def test_what_is_left_out_cannot_be_worked_out(counts, least):
    """Either everybody is in some group, or nobody is."""
    groups = rolled_up(counts, services(counts), least)

    assert sum(group.count for group in groups) in {0, sum(counts.values())}
    assert bool(groups) is (sum(counts.values()) >= least)


@given(COUNTS, st.sampled_from([5, 6, 8]))
def test_a_service_less_its_groups_leaves_nothing_or_enough(counts, least):
    groups = rolled_up(counts, services(counts), least)
    for service in set(services(counts).values()):
        whole = sum(count for team, count in counts.items() if services(counts)[team] == service)
        left = whole - sum(group.count for group in groups if group.service == service)

        assert left == 0 or left == whole or left >= least


def test_the_rest_of_a_service_stands_together():
    groups = rolled_up({"a": 9, "b": 4, "c": 3, "d": 2}, dict.fromkeys("abcd", "one"), 6)

    assert groups == [Group(("a",), 9, "one"), Group(("b", "c", "d"), 9, "one", whole=False)]


def test_a_rest_that_is_too_few_takes_the_smallest_team_with_it():
    groups = rolled_up({"a": 9, "b": 7, "c": 2}, dict.fromkeys("abc", "one"), 6)

    assert groups == [Group(("a",), 9, "one"), Group(("c", "b"), 9, "one", whole=False)]


def test_a_filter_is_enough_only_if_what_it_leaves_is():
    assert [enough(8, 8, 8), enough(8, 16, 8), enough(8, 15, 8), enough(7, 20, 8), enough(0, 8, 8)] == [True, True, False, False, False]


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5))
def test_a_hidden_cell_is_never_alone(counts):
    shown = cells(counts, 8)

    assert (shown == []) is (sum(counts) < 8)
    assert shown.count("Not shown") != 1
    assert all(text in {"None", "Not shown"} or int(text) >= 5 for text in shown)


def test_counts_in_words():
    assert [fewer_than_five(n) for n in (0, 1, 4, 5, 1200)] == ["None yet", "Fewer than 5", "Fewer than 5", "5", "1,200"]
    assert [about(n) for n in (0, 3, 5, 12, 13)] == ["None yet", "Fewer than 5", "About 5", "About 10", "About 15"]
