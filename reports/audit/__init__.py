"""审计包 papers: what an auditor is handed, as pages, workbooks and a draft."""
