"""What the tests of pages have in common."""

from page_tools import asked as asked  # fixtures for all tests here
from page_tools import essay_page as essay_page
from page_tools import opened as opened
from page_tools import pages as pages
from page_tools import small as small
