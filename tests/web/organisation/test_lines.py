"""The line of management as a graph."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.web.organisation.lines import below, loops, upwards


def test_a_loop_is_found_once_and_in_order():
    assert loops({"x": "a", "a": "b", "b": "c", "c": "a", "y": None}) == [["a", "b", "c"]]


def test_two_loops_and_ones_own_manager():
    assert loops({1: 2, 2: 1, 3: 3, 4: None}) == [[1, 2], [3]]


def test_up_and_down():
    above = {"c": "b", "b": "a", "a": None, "d": "b"}

    assert upwards("c", above) == ["b", "a"]
    assert below(above) == {"b": ["c", "d"], "a": ["b"]}


def test_the_way_up_ends_where_it_closes():
    assert upwards("a", {"a": "b", "b": "a"}) == ["b"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9))))
def test_a_loop_is_there_exactly_when_somebody_comes_back_to_themselves(above):
    def returns(start):
        step = above.get(start)
        for _ in range(20):
            if step == start:
                return True
            step = above.get(step)
        return False

    assert {member for loop in loops(above) for member in loop} == {person for person in above if returns(person)}
