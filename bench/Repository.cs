namespace Dashboard.Bench;

/// <summary>Where the repository lies, seen from the benchmark's own binaries.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Dashboard.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run it inside the repository."));
}
