"""The cabinet of applicants: their cases, papers and answers, behind a sign-in of its own."""
