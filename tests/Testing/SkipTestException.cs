using Xunit.v3;

namespace Dashboard.Testing;

/// <summary>Skips the running test: xunit reports an exception with this prefix as skipped, with the reason.</summary>
public sealed class SkipTestException(string reason) : Exception(DynamicSkipToken.Value + reason);
