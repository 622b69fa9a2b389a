namespace Dashboard.E2E;

/// <summary>Where the tests find what they run, and where they leave what they made.</summary>
internal static class Repository
{
    /// <summary>The project's own folder.</summary>
    public static string Folder { get; } = Root();

    /// <summary>The server, built in the same configuration as these tests.</summary>
    public static string ServerAssembly { get; } = Path.Combine(
        Folder, "src/Web/bin", Configuration(), "net10.0", "Dashboard.Web.dll");

    /// <summary>Where the applications in JavaScript are, with their packages.</summary>
    public static string ClientFolder { get; } = Path.Combine(Folder, "e2e/client");

    /// <summary>
    /// The folder for screenshots and measurements (setting <c>DASHBOARD_E2E_OUT</c>); null where nobody asked for any.
    /// </summary>
    public static string? OutFolder { get; } =
        Environment.GetEnvironmentVariable("DASHBOARD_E2E_OUT") is { Length: > 0 } folder
            ? Directory.CreateDirectory(folder).FullName
            : null;

    // e2e/bin/<configuration>/net10.0
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
