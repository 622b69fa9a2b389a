namespace Dashboard.Pricing.Importing;

/// <summary>The imported text is not a list of prices in a known format. The message says what is expected.</summary>
internal sealed class PriceListException(string message) : Exception(message);
