namespace Dashboard.Telemetry;

/// <summary>Who saw a call. Stored as a number: never renumber.</summary>
public enum Recorder
{
    /// <summary>The instrumentation of the application that made it.</summary>
    Client = 0,

    /// <summary>Our gateway, which carried it. Its numbers win when the client saw the same call.</summary>
    Gateway = 1,
}
