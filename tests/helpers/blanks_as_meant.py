"""Sentences with one blank, `y`, whose signs Anki would read otherwise if nobody took care."""

# The sentence; and of its only blank what is hidden, the hint, and Anki's field.
AS_MEANT = [
    (r"{{y::$\frac{a}{b^{2}}$}} end.", r"$\frac{a}{b^{2}}$", None, r"{{c1::\(\frac{a}{b^{2}&#125;\)}} end."),
    (r"{{y::$f::g$}} end.", "$f::g$", None, r"{{c1::\(f:&#58;g\)}} end."),
    (r"{{y::$f$::of x}}", "$f$", "of x", r"{{c1::\(f\)::of x}}"),
    (r"{{y::std\::variant}}", r"std\::variant", None, "{{c1::std:&#58;variant}}"),
    (r"{{y::std\::variant::a type}}", r"std\::variant", "a type", "{{c1::std:&#58;variant::a type}}"),
    (
        "Code: {{y::fun() { if (x) { y } }}} ends.",
        "fun() { if (x) { y } }",
        None,
        "Code: {{c1::fun() { if (x) { y } &#125;}} ends.",
    ),
    (r"{{y::a \} b}}", r"a \} b", None, "{{c1::a } b}}"),
    (r"{{y::$5::a price}} or $6", "$5", "a price", "{{c1::$5::a price}} or $6"),
    (r"$\frac{1}{ {{y::\sqrt{x}}} }$", r"\sqrt{x}", None, r"\(\frac{1}{ {{c1::\sqrt{x&#125;}} }\)"),
    (r"$\frac{a}{b^{2}}$ is {{y::b}}", "b", None, r"\(\frac{a}{b^{2}}\) is {{c1::b}}"),
]
