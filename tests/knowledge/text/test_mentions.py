"""Names are found in texts whatever they end in, and nothing else is."""

import pytest

from studygen.knowledge.text.mentions import Names

NAMES = Names(
    (name, name)
    for name in (
        "the Party",
        "soviets",
        "Lenin",
        "Old Bolsheviks",
        "Bolsheviks",
        "Partei",
        "General Secretary",
        "mat",
        "NEP",
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What did Lenin’s letters say of Leninism and Leninists?", ["Lenin"]),
        ("Was he an Old Bolshevik, as other Bolsheviks were?", ["Old Bolsheviks", "Bolsheviks"]),
        ("How old was the Bolshevik?", ["Bolsheviks"]),
        ("What did the Soviet Union say of the soviets?", ["soviets"]),
        ("“Soviets” are what?\nSoviets, of course.", ["soviets", "soviets"]),
        ("Wie viele Parteien gab es?", ["Partei"]),
        ("Who joined a party?", ["the Party"]),
        ("Who was a general secretary, and who a general?", ["General Secretary"]),
        ("Is the mat on the mats, or the mate on the matter?", ["mat", "mat", "mat"]),
        ("Was Nepal ever under the NEP?", ["NEP"]),
        ("", []),
    ],
)
def test_names_are_found_in_the_order_of_a_text(text: str, found: list[str]) -> None:
    assert list(NAMES.mentioned(text)) == found


def test_many_names_that_begin_alike_take_no_longer_to_find() -> None:
    names = Names((f"Term {number}", str(number)) for number in range(20_000))
    text = " ".join(f"Term {number}," for number in range(0, 20_000, 7))
    assert list(names.mentioned(text)) == [str(number) for number in range(0, 20_000, 7)]
