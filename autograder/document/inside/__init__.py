"""What runs in the process that reads a document: nobody imports it, `program` is started."""
