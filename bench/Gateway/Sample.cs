namespace Dashboard.Bench.Gateway;

/// <summary>A call as its caller saw it; times in milliseconds from when it was due.</summary>
/// <param name="IsGood">Whether the whole answer came.</param>
/// <param name="First">Until the first byte of the answer's body.</param>
/// <param name="Whole">Until its last.</param>
/// <param name="Own">What our gateway says that it took itself; null from others.</param>
internal readonly record struct Sample(bool IsGood, double First, double Whole, double? Own = null);
