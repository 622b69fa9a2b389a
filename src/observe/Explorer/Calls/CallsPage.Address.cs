using Dashboard.Telemetry.Reading;
using Dashboard.Ui.Components;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Explorer.Calls;

// What the address says: every filter lives in it.
public sealed partial class CallsPage
{
    [SupplyParameterFromQuery(Name = "range")]
    public string? RangeName { get; set; }

    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    [SupplyParameterFromQuery]
    public string? Route { get; set; }

    [SupplyParameterFromQuery]
    public string? Model { get; set; }

    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    [SupplyParameterFromQuery]
    public string? Provider { get; set; }

    [SupplyParameterFromQuery]
    public string? Prompt { get; set; }

    [SupplyParameterFromQuery]
    public string? User { get; set; }

    [SupplyParameterFromQuery]
    public string? Session { get; set; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "cost_status")]
    public string? Cost { get; set; }

    [SupplyParameterFromQuery]
    public string? Feedback { get; set; }

    [SupplyParameterFromQuery]
    public string? Hallucination { get; set; }

    [SupplyParameterFromQuery]
    public string? Score { get; set; }

    [SupplyParameterFromQuery(Name = "min_latency_ms")]
    public string? MinLatency { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    private CallSearch Read() => new()
    {
        Range = TimeRange.Parse(RangeName),
        Environment = Filled(Environment),
        Route = Filled(Route),
        Model = Filled(Model),
        Version = Filled(Version),
        Provider = Filled(Provider),
        Prompt = Filled(Prompt),
        User = Filled(User),
        Session = Filled(Session),
        Status = CallSearch.ParseStatus(Status),
        Cost = CostGroups.Parse(Cost),
        Feedback = CallOpinions.ParseFeedback(Feedback),
        Judgement = CallOpinions.ParseJudgement(Hallucination),
        Score = ScoreBound.TryParse(Score, out var bound) ? bound : null,
        MinLatencyMs = CallSearch.ParseLatency(MinLatency),
        Text = Filled(Text),
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
