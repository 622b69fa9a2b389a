using Dashboard.Web.Components;
using Xunit;

namespace Dashboard.Web.Tests.Architecture;

/// <summary>The inside of the rooms: each name for one thing, pages beside what they show.</summary>
public sealed class RoomTests
{
    /// <summary>The parts of the host that have pages of their own: the log of all decisions, and what lies around a page.</summary>
    private static readonly string[] _hostPages = ["Audit", "Components"];

    /// <summary>Plays a program that is not ours: it tests what such a one may do to the store.</summary>
    private const string ForeignProgram = "base/MartenProgram";

    public static TheoryData<string> Rooms => [.. HouseMap.Rooms.Keys.Where(room => Directory.Exists(Folder(room)))];

    [Fact]
    public void No_name_means_two_things()
    {
        var twice = Rooms.Select(room => room.Data)
            .SelectMany(room => Declarations.Of(Folder(room)).Select(type => (type.Name, Place: $"{room}/{type.Folder}")))
            .Distinct()
            .GroupBy(type => type.Name, type => type.Place)
            .Where(places => places.Count() > 1)
            .ToDictionary(places => places.Key, places => string.Join(", ", places));

        Assert.DoesNotContain(twice, places => !RoomExceptions.Names.Contains(places.Key));
        // No exception outlives its reason.
        Assert.Empty(RoomExceptions.Names.Except(twice.Keys));
    }

    [Fact]
    public void The_pages_of_every_room_are_served()
    {
        var rooms = Rooms.Select(room => room.Data)
            .Where(room => room != "Web" && Pages(room).Any())
            .Select(room => "Dashboard." + Path.GetFileName(room));

        Assert.Equal(rooms.Order(), Routes.AdditionalAssemblies.Select(assembly => assembly.GetName().Name!).Order());
    }

    [Fact]
    public void The_host_has_no_page_of_a_capability()
    {
        var pages = Pages("Web")
            .Select(file => Path.GetRelativePath(Folder("Web"), file))
            .Where(page => !_hostPages.Contains(page.Split('/')[0]));

        Assert.Equal(RoomExceptions.Pages, pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tests_lie_where_lies_what_they_test()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(RepositoryRoot.Path, "tests"), Path.GetDirectoryName(file)!))
            .Select(folder => folder[..^".Tests".Length])
            .Where(room => room != ForeignProgram);

        Assert.DoesNotContain(tests, room => !Directory.Exists(Folder(room)));
    }

    private static IEnumerable<string> Pages(string room) => Directory
        .EnumerateFiles(Folder(room), "*.razor", SearchOption.AllDirectories)
        .Where(file => File.ReadLines(file).Any(line => line.StartsWith("@page ", StringComparison.Ordinal)));

    private static string Folder(string room) => Path.Combine(RepositoryRoot.Path, "src", room);
}
