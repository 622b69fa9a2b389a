using System.Globalization;
using System.Security.Claims;
using Dashboard.Access;
using Dashboard.Deployments.Routes;
using Dashboard.Texts;
using Dashboard.Ui.Components;
using Dashboard.Ui.Numbers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Audit;

/// <summary>The audit page. What is shown stands in the address, so that a link shows the same.</summary>
public sealed partial class AuditLogPage
{
    private AuditLook _look = new();
    private AuditSheet? _sheet;
    private IReadOnlyList<ServedThen> _served = [];
    private DateTimeOffset _now;
    private ClaimsPrincipal? _user;

    [SupplyParameterFromQuery(Name = "q")] public string? Query { get; set; }

    [SupplyParameterFromQuery] public string? Stream { get; set; }

    [SupplyParameterFromQuery] public string? Actor { get; set; }

    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [SupplyParameterFromQuery] public string? From { get; set; }

    [SupplyParameterFromQuery] public string? To { get; set; }

    [SupplyParameterFromQuery] public string? Event { get; set; }

    [SupplyParameterFromQuery] public string? Before { get; set; }

    /// <summary>Where the page of readings in front ended.</summary>
    [SupplyParameterFromQuery] public string? Reads { get; set; }

    [SupplyParameterFromQuery] public string? At { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? Authentication { get; set; }

    [Inject] private AuditReader Reader { get; set; } = null!;

    [Inject] private RouteQueries Routes { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Inject] private ReaderZone Zone { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private DateTimeOffset? ServedAt => Instant(At);

    private IEnumerable<(string Name, string Value, string Parameter)> Chips =>
        new (string Name, string? Value, string Parameter)[]
        {
            ("About", _look.Stream, "stream"),
            ("By", _look.Actor, "actor"),
        }
        .Where(chip => chip.Value is not null)
        .Select(chip => (chip.Name, chip.Value!, chip.Parameter));

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await Zone.GetAsync();
        }

        _now = Clock.GetUtcNow();
        _user = await UserAsync();
        _look = new AuditLook
        {
            Text = Given(Query),
            Stream = Given(Stream),
            Actor = Given(Actor),
            Kind = Given(Kind),
            From = Instant(From),
            To = Instant(To),
            Event = Number(Event),
            Before = Number(Before),
        };
        await ShowServedAsync();
        await ReadAsync();
    }

    private async Task ShowServedAsync()
    {
        if (ServedAt is { } at)
        {
            _served = ServedThen.At(Routes.All((await UserAsync()).Project()), at);
        }
    }

    private Task ReadAsync() =>
        TryAsync(async () => _sheet = await Reader.ReadAsync(_look, await UserAsync(), Closing));

    private async Task<ClaimsPrincipal> UserAsync() => Authentication is null ? new() : (await Authentication).User;

    private void Narrow((string Name, string? Value) change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(With(change.Name, change.Value)));

    private void NarrowDays((string? From, string? To) days) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
            new Dictionary<string, object?>(With("from", days.From)) { ["to"] = days.To }));

    private void AskWhatServed(DateTimeOffset? at) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("at", at is { } instant ? TimeFormat.Iso(instant) : null));

    // Whoever narrows or pages leaves the place that the address pointed at.
    private static Dictionary<string, object?> With(string name, string? value) =>
        new() { ["event"] = null, ["before"] = null, ["reads"] = null, [name] = value };

    private static Dictionary<string, object?> WithReads(string name, string value) =>
        name == "reads" ? new() { [name] = value } : With(name, value);

    private static Dictionary<string, object?> Without(params string[] names) =>
        names.ToDictionary(name => name, _ => (object?)null);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Instant(string? text) =>
        OutsideTime.TryParse(text, out var at) ? at : null;
}
