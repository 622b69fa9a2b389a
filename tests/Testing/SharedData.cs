namespace Dashboard.Testing;

/// <summary>Finds the data sets that lie beside the repository; a test that needs an absent one is skipped.</summary>
public static class SharedData
{
    /// <summary>The full path of a file or folder below <c>shared</c>, such as <c>data/otlp/captures</c>.</summary>
    /// <exception cref="SkipTestException">It is not on this machine.</exception>
    public static string PathOrSkip(string relativePath)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, "shared");
            if (Directory.Exists(Path.Combine(candidate, "data")))
            {
                var path = Path.Combine(candidate, relativePath);
                return Path.Exists(path) ? path : throw new SkipTestException($"'{relativePath}' is not among the shared data.");
            }
        }

        throw new SkipTestException($"There is no shared data beside the repository; '{relativePath}' is needed.");
    }
}
