-- What was typed for a test is forgotten with its person.
CREATE INDEX paper_sheets_session ON assessment.paper_sheets (session_id) WHERE session_id IS NOT NULL;
