namespace Dashboard.Web.Demo;

/// <summary>
/// Says yes in a share of all cases, and so evenly that any run of cases is right to within one: a story that rests on
/// some hundred votes is the same story with every seed.
/// </summary>
internal sealed class DemoQuota(Random random)
{
    private double _owed = random.NextDouble();

    public bool Takes(double share)
    {
        _owed += share;
        if (_owed < 1)
        {
            return false;
        }

        _owed--;
        return true;
    }
}
