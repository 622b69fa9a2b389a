namespace Dashboard.Events;

/// <summary>The models of one provider in the order of a list: where patterns overlap, the first one holds.</summary>
/// <param name="Provider">In the canonical word.</param>
/// <param name="Models">Their names, in lower case.</param>
public sealed record ListedOrder(string Provider, IReadOnlyList<string> Models);
