"""What each kind of sheet is made of."""
