using Dashboard.Costs.Days;
using Dashboard.Costs.Moving;
using Dashboard.Costs.OwnModel;
using Dashboard.Costs.Unpriced;
using Dashboard.Telemetry.Reading;

namespace Dashboard.Costs.Page;

/// <summary>Everything that the cost page shows, read at one time.</summary>
internal sealed record CostNumbers
{
    public required DateTimeOffset At { get; init; }

    public required CostDays Days { get; init; }

    public required CostOutlook Outlook { get; init; }

    public required IReadOnlyList<Mover> Movers { get; init; }

    /// <summary>Null without a priced call.</summary>
    public required MeasuredVolume? Volume { get; init; }

    public required IReadOnlyList<UnpricedModel> Unpriced { get; init; }

    /// <summary>Null where nobody counts good answers.</summary>
    public required IReadOnlyList<GoodAnswerCount>? Good { get; init; }
}
