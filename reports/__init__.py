"""Books and findings become reports; reports become files and pages."""
