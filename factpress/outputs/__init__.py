"""What is published: each output is a function that names artifacts and gives each its view."""
