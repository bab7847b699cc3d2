using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>How many classes are sealed, and how many types are public.</summary>
internal static class TypeShares
{
    /// <summary>Concrete classes, and those of them that can be inherited from.</summary>
    public static (int All, IReadOnlyList<Violation> Open) Sealed(SourceModel model)
    {
        var classes = model.Types.Where(type => type is { TypeKind: TypeKind.Class, IsStatic: false, IsAbstract: false }).ToList();
        var open = classes.Where(type => !type.IsSealed).Select(type => Violation.At(type.Locations[0], $"{type.Name} is not sealed"));
        return (classes.Count, [.. open]);
    }

    /// <summary>All types, and those that a user of the package can see.</summary>
    public static (int All, IReadOnlyList<Violation> Visible) Public(SourceModel model)
    {
        var types = model.Types.ToList();
        return (types.Count, [.. types.Where(IsVisible).Select(type => Violation.At(type.Locations[0], $"{type.Name} is public"))]);
    }

    private static bool IsVisible(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
            && (type.ContainingType is null || IsVisible(type.ContainingType));
}
