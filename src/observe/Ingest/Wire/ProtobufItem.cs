namespace Dashboard.Ingest.Wire;

/// <summary>Reads one span, log record or metric.</summary>
internal delegate T ProtobufItem<out T>(ProtobufReader reader);
