namespace Dashboard.Web.Tests.Architecture;

/// <summary>What the walls do not hold yet: the list only ever gets shorter.</summary>
internal static class RoomExceptions
{
    /// <summary>Names that mean two things.</summary>
    public static string[] Names { get; } =
    [
        "CallRow",
        "CellKey",
        "JsonMembers",
        "KeyLimitsTable",
        "Person",
        "PriceReader",
        "ProviderNames",
        "RequestBody",
        "Settlement",
        "TokenBucket",
        "UnpricedNotice",
    ];

    /// <summary>Pages of capabilities that the host still has.</summary>
    public static string[] Pages { get; } =
    [
        "Pages/Models/ModelsPage.razor",
        "Pages/Overview/OverviewPage.razor",
        "Settings/Account/AccountPage.razor",
        "Settings/Content/ContentPage.razor",
        "Settings/Erasure/ErasurePage.razor",
        "Settings/KeysPage.razor",
        "Settings/People/PeoplePage.razor",
        "Settings/Retention/RetentionPage.razor",
        "Settings/SessionsPage.razor",
        "Settings/SetAside/SetAsidePage.razor",
    ];
}
