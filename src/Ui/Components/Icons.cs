namespace Dashboard.Ui.Components;

/// <summary>The icons of the console: 16 px, 1.5 px stroke, drawn with the current colour.</summary>
public static class Icons
{
    public const string Agent =
        """<circle cx="8" cy="8" r="5.7"/><path d="M5.8 7v1M10.2 7v1M6 10.3c1.2.9 2.8.9 4 0"/>""";
    public const string Bad = """<circle cx="8" cy="8" r="6"/><path d="M8 4.7v4M8 11.1v.1"/>""";
    public const string Book =
        """<path d="M2.5 3h4c1 0 1.5.5 1.5 1.5v9c0-.8-.6-1.5-1.5-1.5h-4zM13.5 3h-4C8.5 3 8 3.5 8 4.5v9"""
        + """c0-.8.6-1.5 1.5-1.5h4z"/>""";
    public const string Calls = """<path d="M2.5 4h11M2.5 8h7M2.5 12h9"/>""";
    public const string Canary = """<path d="M2 3v10.5h12"/><path d="M4.5 4.5c1 5 3.5 6.5 9 6.8"/>""";
    public const string Chain =
        """<path d="M2.5 4.5h5v7h6"/><circle cx="2.5" cy="4.5" r="1"/><circle cx="13.5" cy="11.5" r="1"/>""";
    public const string Clock = """<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.3 1.5"/>""";
    public const string Close = """<path d="m4 4 8 8M12 4l-8 8"/>""";
    public const string Cost =
        """<path d="M8 1.8v12.4M11 4.6C10.4 3.7 9.4 3.3 8 3.3c-1.8 0-3 .8-3 2.2C5 8.6 11 7 11 10.4c0 1.5-1.2 2.3-3 """
        + """2.3-1.5 0-2.6-.5-3.2-1.5"/>""";
    public const string Copy =
        """<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.5 10.5h-1v-8h8v1"/>""";
    public const string Down = """<path d="m4 6 4 4 4-4"/>""";
    public const string Embedding =
        """<path d="M3 4.5h.01M8 3h.01M13 5h.01M4.5 9h.01M9 8h.01M12.5 11h.01M6.5 13h.01" stroke-width="2.4"/>""";
    public const string Error = Bad;
    public const string Export = """<path d="M8 9.5V2.2M5 5l3-3 3 3M2.5 9.5v4h11v-4"/>""";
    public const string Falling = """<path d="M8 3v9.5M4 8.7l4 4 4-4"/>""";
    public const string Flat = """<path d="M2.5 8h11M10 4.5 13.5 8 10 11.5"/>""";
    public const string Left = """<path d="M10 4 6 8l4 4"/>""";
    public const string Model = """<path d="M8 1.8 9.5 6.5 14.2 8 9.5 9.5 8 14.2 6.5 9.5 1.8 8 6.5 6.5z"/>""";
    public const string Models = """<path d="M8 1.8 14 5 8 8.2 2 5z"/><path d="m2 8 6 3.2L14 8M2 11l6 3.2L14 11"/>""";
    public const string Moon = """<path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z"/>""";
    public const string Ok = """<path d="m3 8.5 3.2 3.2L13 4.8"/>""";
    public const string Overview = """<path d="M2 9.5 5 6l3 3 6-6.5"/><path d="M2 13.5h12"/>""";
    public const string Play = """<path d="M5 3.2v9.6l7.5-4.8z"/>""";
    public const string Plus = """<path d="M8 3v10M3 8h10"/>""";
    public const string Reranker = """<path d="M3 4h10M3 8h7M3 12h4M12.5 7.5v5M10.7 10.8l1.8 1.8 1.8-1.8"/>""";
    public const string Right = """<path d="m6 4 4 4-4 4"/>""";
    public const string Rising = """<path d="M8 13V3.5M4 7.3 8 3.3l4 4"/>""";
    public const string Search = """<circle cx="7" cy="7" r="4.3"/><path d="m10.3 10.3 3.5 3.5"/>""";
    public const string Shield =
        """<path d="M8 1.8 13.5 4v4c0 3.2-2.3 5.4-5.5 6.3C4.8 13.4 2.5 11.2 2.5 8V4z"/>"""
        + """<path d="m5.6 7.9 1.7 1.7 3.2-3.3"/>""";
    public const string Span = """<rect x="2.5" y="5" width="11" height="6" rx="1.5"/>""";
    public const string Stale = """<circle cx="8" cy="8" r="6"/><path d="M8 5v3l-2 2"/>""";
    public const string Table =
        """<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><path d="M2.5 6.5h11M2.5 9.8h11M6.5 6.5V13"/>""";
    public const string Tool =
        """<path d="M10 2.2a3.5 3.5 0 0 0-3.6 4.8L2.2 11.2l2.6 2.6L9 9.6A3.5 3.5 0 0 0 13.7 6l-2.2 2.2-2.6-.7-.7-2.6"""
        + """L10.4 2.6z"/>""";
    public const string Undo = """<path d="M3 6.5h7a3.5 3.5 0 0 1 0 7H7"/><path d="M5.8 3.5 2.8 6.5l3 3"/>""";
    public const string Warning = """<path d="M8 2 14.5 13.5h-13z"/><path d="M8 6.5v3.2M8 11.6v.1"/>""";
}
