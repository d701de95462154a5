"""The checks: rules about what is written, and about cards as learners see them."""
