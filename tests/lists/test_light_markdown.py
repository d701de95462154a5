"""HTML of cards as light Markdown."""

import pytest

from studygen.lists.light_markdown import converted


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a <b>bold</b> and <i>an <b>inner</b></i>", "a **bold** and *an **inner***"),
        ("one<br>two<div>three</div><p>four</p>", "one\ntwo\nthree\nfour"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        (r"\(a<b\) and \[x &lt; y\]", "$a<b$ and $$x < y$$"),
        ("[latex]$x^2$[/latex] [$]y[/$] [$$]z[/$$]", "$x^2$ $y$ $$z$$"),
        ('<anki-mathjax>e^x</anki-mathjax><anki-mathjax block="true">f</anki-mathjax>', "$e^x$$$f$$"),
        ("H<sub>2</sub>O, x<sup>2</sup>", "H₂O, x²"),
        ("2*3 and `code`", r"2\*3 and \`code\`"),
        ("<code>a*b</code>", "`a*b`"),
        ("<pre>if x:\n  y</pre>", "```\nif x:\n  y\n```"),
        ("a&nbsp;&amp;&nbsp;b", "a & b"),
        ("<b> spaced </b>word<b></b>", "**spaced** word"),
    ],
)
def test_html_becomes_light_markdown(html: str, text: str) -> None:
    assert converted(html, html=True).text == text


def test_media_are_taken_out_and_named() -> None:
    found = converted('a [sound:x.mp3] <img src="y.png" alt="why">', html=True)
    assert (found.text, found.sounds, found.images) == ("a", ("x.mp3",), (("y.png", "why"),))


def test_what_is_lost_is_told() -> None:
    assert set(converted("<u>a</u><span style='color:red'>b</span><marquee>c</marquee>", html=True).lost) == {
        "underlining",
        "colours and fonts",
        "<marquee>",
    }


def test_text_that_is_no_html_stays_as_it_is() -> None:
    assert converted("a < b & *c*\n\n\n- d", html=False).text == "a < b & *c*\n\n\n- d"


def test_a_star_that_means_nothing_is_a_sign() -> None:
    assert converted("a *footnote", html=False).text == r"a \*footnote"
    assert converted("2*3*4 and *this*", html=False).text == "2*3*4 and *this*"
