namespace Dashboard.Quota.Limits;

/// <summary>After which time a budget is whole again.</summary>
internal enum BudgetPeriod
{
    /// <summary>From midnight UTC to midnight UTC.</summary>
    Day,

    /// <summary>A calendar month in UTC.</summary>
    Month,

    /// <summary>Never: the amount is for the key's whole life.</summary>
    Total,
}
