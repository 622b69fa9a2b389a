namespace Dashboard.Web.Demo;

/// <summary>
/// Says yes in a share of all cases, now and then as chance would, but so that any run of cases is right to within one
/// or two: a story that rests on some hundred votes is the same story with every seed.
/// </summary>
internal sealed class DemoQuota(Random random)
{
    private double _sum = random.NextDouble();
    private double _next = 1 + random.NextDouble();

    public bool Takes(double share)
    {
        _sum += share;
        if (_sum < _next)
        {
            return false;
        }

        // Once between each whole number and the one after it.
        _next = Math.Floor(_next) + 1 + random.NextDouble();
        return true;
    }
}
