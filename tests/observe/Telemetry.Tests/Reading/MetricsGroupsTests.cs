using Dashboard.Events;
using Dashboard.Telemetry.Reading;
using Dashboard.Telemetry.Rollups;
using Xunit;

namespace Dashboard.Telemetry.Tests.Reading;

public sealed class MetricsGroupsTests
{
    private static readonly ScoreCounts OneUp = new(1, 0, 1, 0, 0, 0, 0);

    private readonly MetricsGroups _groups = new(
        new MetricsQuery
        {
            Project = ProjectId.First,
            From = Some.Noon,
            To = Some.Noon.AddHours(1),
            Step = MetricsStep.Minute,
            By = [Dimension.Route],
        },
        new Dictionary<int, SeriesKey>
        {
            [1] = new(ProjectId.First, "gus", "a", "v1", "openai", null, null),
            [2] = new(ProjectId.First, "gus", "b", "v1", "openai", null, null),
            [3] = new(ProjectId.First, "other", "a", "v1", "openai", null, null),
        });

    [Fact]
    public void A_cell_that_is_used_again_holds_nothing_of_the_former_minute()
    {
        Add(series: 1, minute: 0, micros: 5_000_000);
        Add(series: 2, minute: 0, micros: 7_000_000);
        Add(series: 3, minute: 1, micros: 1000);
        Add(series: 1, minute: 2, micros: 2000);

        var series = _groups.ToSeries();

        Assert.Equal(["gus", "other"], series.Select(one => one[Dimension.Route]));
        Assert.Equal([(0, 2L, 7000.0), (2, 1L, 2.0)], series[0].Points.Select(Short));
        Assert.Equal([(1, 1L, 1.0)], series[1].Points.Select(Short));
    }

    [Fact]
    public void Scores_join_the_calls_of_their_minute_and_stand_alone_where_there_are_none()
    {
        _groups.Add(new ScoreCell(Some.Noon.AddMinutes(3), 1, null, OneUp));
        _groups.Add(new ScoreCell(Some.Noon.AddMinutes(1).AddSeconds(4), 1, null, OneUp));
        _groups.Add(new ScoreCell(Some.Noon.AddMinutes(1).AddSeconds(9), 2, null, OneUp));
        _groups.Add(new ScoreCell(Some.Noon, 3, null, OneUp));
        Add(series: 1, minute: 1, micros: 1000);
        Add(series: 1, minute: 5, micros: 1000);

        var series = _groups.ToSeries();

        Assert.Equal(
            [(1, 1L, 2L), (3, 0L, 1L), (5, 1L, 0L)],
            series[0].Points.Select(point => (MinuteOf(point), point.Calls, point.Scores.Up)));
        Assert.Equal((0, 0L, 1L), series[1].Points.Select(point => (MinuteOf(point), point.Calls, point.Scores.Up)).Single());
    }

    [Fact]
    public void Going_back_in_time_is_refused_rather_than_answered_with_a_minute_twice()
    {
        Add(series: 1, minute: 1, micros: 1000);

        Assert.Throws<InvalidOperationException>(() => Add(series: 1, minute: 0, micros: 1000));
    }

    private void Add(int series, int minute, long micros) =>
        _groups.CellOf(series, null, Some.Noon.AddMinutes(minute)).Add(new CallCounters { Calls = 1 }, micros, null);

    private static (int Minute, long Calls, double MaxMs) Short(MetricsPoint point) =>
        (MinuteOf(point), point.Calls, point.Latency!.MaxMs);

    private static int MinuteOf(MetricsPoint point) => (int)(point.Start - Some.Noon).TotalMinutes;
}
