using Microsoft.AspNetCore.Components;

namespace Dashboard.Ui.Controls;

/// <summary>A column of a <see cref="RowGrid{T}"/>.</summary>
/// <param name="Name">In the address, where rows are sorted or filtered by it.</param>
/// <param name="Title">In the head of the table.</param>
/// <param name="Cell">What a row shows.</param>
public sealed record GridColumn<T>(string Name, string Title, RenderFragment<T> Cell)
{
    /// <summary>What rows are sorted by; null where the column does not sort. A row that has none comes last.</summary>
    public Func<T, IComparable?>? Order { get; init; }

    /// <summary>What the filter of the column tells rows apart by; null where it has no filter.</summary>
    public Func<T, string>? Group { get; init; }

    /// <summary>Of the cells, such as <c>num</c>.</summary>
    public string? Css { get; init; }

    /// <summary>What a cell is called where rows stand as small lists; null for none.</summary>
    public string? Label { get; init; } = Title;
}
