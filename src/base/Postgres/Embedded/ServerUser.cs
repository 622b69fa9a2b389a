using System.Globalization;

namespace Dashboard.Postgres;

/// <summary>The system user that the server runs as. PostgreSQL refuses to run as root.</summary>
internal sealed record ServerUser(string Name, int UserId, int GroupId)
{
    /// <summary>Null unless we are root: then <c>postgres</c> where it exists, else <c>nobody</c>.</summary>
    public static ServerUser? ForThisProcess() =>
        Environment.IsPrivilegedProcess ? Choose(File.ReadLines("/etc/passwd")) : null;

    /// <summary>Chooses from lines of the form <c>name:x:uid:gid:comment:home:shell</c>.</summary>
    public static ServerUser Choose(IEnumerable<string> passwdLines)
    {
        var users = passwdLines.Select(Parse).OfType<ServerUser>().ToList();
        return users.Find(user => user.Name == "postgres")
            ?? users.Find(user => user.Name == "nobody")
            ?? throw new InvalidOperationException(
                "PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody'. Start the console as "
                + "another user, or set DASHBOARD_DB to a PostgreSQL server of your own.");
    }

    private static ServerUser? Parse(string line)
    {
        var fields = line.Split(':');
        return fields.Length >= 4
            && int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var userId)
            && int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var groupId)
            && userId != 0
                ? new ServerUser(fields[0], userId, groupId)
                : null;
    }
}
