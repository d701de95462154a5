"""Printed sheets, which Typst makes into PDF."""
