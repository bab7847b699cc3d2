using Microsoft.CodeAnalysis;

namespace KubeEdge.PublicSurface.Tests.Surface;

/// <summary>Types of third-party libraries in public signatures: they would tie every user to that library and its version.</summary>
internal static class ForeignTypes
{
    private static readonly string[] s_ours = ["KubeEdge.", "System.", "Microsoft.Extensions.", "Microsoft.AspNetCore."];

    /// <summary>Each visible member whose signature names a type from elsewhere.</summary>
    public static IEnumerable<string> Find(IAssemblySymbol assembly) =>
        from type in PublicTypes.Of(assembly)
        from member in PublicTypes.Members(type).Prepend(type)
        from used in Signature(member).SelectMany(Parts)
        where used.ContainingAssembly is { } home
            && !SymbolEqualityComparer.Default.Equals(home, assembly)
            && !s_ours.Any(home.Name.StartsWith)
        select $"{member.ToDisplayString()} shows {used.ToDisplayString()} of {used.ContainingAssembly.Name}";

    private static IEnumerable<ITypeSymbol> Signature(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke } => Signature(invoke),
        INamedTypeSymbol type => type.Interfaces.Concat(type.BaseType is { } parent ? [parent] : []),
        IMethodSymbol method =>
            method.Parameters
                .Select(parameter => parameter.Type)
                .Append(method.ReturnType)
                .Concat(method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes)),
        IPropertySymbol property => property.Parameters.Select(parameter => parameter.Type).Append(property.Type),
        IFieldSymbol field => [field.Type],
        IEventSymbol happening => [happening.Type],
        _ => [],
    };

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Parts(array.ElementType),
        IPointerTypeSymbol pointer => Parts(pointer.PointedAtType),
        INamedTypeSymbol { TypeArguments.IsEmpty: false } generic =>
            generic.TypeArguments.SelectMany(Parts).Prepend(generic.OriginalDefinition),
        _ => [type],
    };
}
