using System.Globalization;
using System.Text.Json;

namespace Dashboard.Web.Demo;

/// <summary>Sets the prices of the made-up models and the budgets of the made-up routes, as a manager would.</summary>
internal static class DemoMoney
{
    private const string Label = "Made up for the demonstration";

    /// <summary>The same again changes nothing.</summary>
    public static async Task SetAsync(DemoSender send, CancellationToken ct)
    {
        foreach (var model in DemoModel.All)
        {
            await send.PostAsync("api/prices", Price(model), ct);
        }

        foreach (var route in DemoRoute.All)
        {
            await send.SendAsync(HttpMethod.Put, "api/budgets", Budget(route), ct);
        }
    }

    private static byte[] Price(DemoModel model) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        provider = DemoModel.Provider,
        model = model.Name,
        input_per_million = Text(model.Input),
        cache_read_per_million = Text(model.Cached),
        output_per_million = Text(model.Output),
        effective_from = "2020-01-01T00:00:00Z",
        source = Label,
        reason = Label,
    });

    private static byte[] Budget(DemoRoute route) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        route = route.Name,
        monthly_usd = Text(route.MonthlyBudget),
        reason = Label,
    });

    private static string Text(decimal dollars) => dollars.ToString(CultureInfo.InvariantCulture);
}
