"""What came by e-mail, by post or from another system: entered by hand or imported, all or nothing."""
