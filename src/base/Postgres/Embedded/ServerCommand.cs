using System.Diagnostics;

namespace Dashboard.Postgres;

/// <summary>How the server's programs are started: as the server's user, without our environment, in a session of their own.</summary>
internal static class ServerCommand
{
    private static readonly string[] Places = ["/usr/bin/setsid", "/bin/setsid"];

    public static ProcessStartInfo Create(string program, IEnumerable<string> arguments, ServerUser? user)
    {
        // setsid (util-linux, essential on Debian) makes a new process group and then becomes the program, so the process id stays
        // ours to wait for. Ctrl-C in a terminal reaches only the console, which then stops the server in good order. .NET has no
        // option for it, and setpgid from outside comes too late: Process.Start returns after exec.
        var start = new ProcessStartInfo(Setsid(), [program, .. arguments])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        if (user is not null)
        {
            start.UserName = user.Name;
        }

        return start;
    }

    private static string Setsid() =>
        Array.Find(Places, File.Exists)
            ?? throw new InvalidOperationException(
                "The program 'setsid' (package util-linux) is needed to start the embedded PostgreSQL server.");
}
