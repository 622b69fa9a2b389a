namespace Dashboard.Postgres;

/// <summary>The folder of everything that the console keeps.</summary>
public static class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // As root, the database server's user must pass through, but need not list.
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Creates the folder, closed to others, where it does not exist.</summary>
    public static void Ensure(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, Environment.IsPrivilegedProcess ? PassThrough : OwnerOnly);
        }
    }
}
