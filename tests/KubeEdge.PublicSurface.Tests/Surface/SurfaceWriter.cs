using System.Text;
using Microsoft.CodeAnalysis;

namespace KubeEdge.PublicSurface.Tests.Surface;

/// <summary>Writes the public surface of an assembly as text: one line per type, below it one per member.</summary>
internal static class SurfaceWriter
{
    private static readonly SymbolDisplayFormat s_names = Format(SymbolDisplayKindOptions.None, SymbolDisplayMemberOptions.None);

    private static readonly SymbolDisplayFormat s_type = Format(
        SymbolDisplayKindOptions.IncludeTypeKeyword, SymbolDisplayMemberOptions.None);

    private static readonly SymbolDisplayFormat s_member = Format(
        SymbolDisplayKindOptions.IncludeMemberKeyword,
        SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeConstantValue);

    /// <summary>The text, with line feeds only, so that it is the same on every system.</summary>
    public static string Write(IAssemblySymbol assembly)
    {
        var text = new StringBuilder();
        foreach (var space in PublicTypes.Of(assembly).GroupBy(type => type.ContainingNamespace.ToDisplayString()))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("namespace ").Append(space.Key).Append('\n');
            foreach (var type in space)
            {
                text.Append('\n').Append(Header(type)).Append('\n');
                var lines = PublicTypes.Members(type).OrderBy(Rank).Select(member => Line(type, member));
                foreach (var line in type.TypeKind == TypeKind.Enum ? lines : lines.Order(StringComparer.Ordinal))
                {
                    text.Append("    ").Append(line).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Header(INamedTypeSymbol type)
    {
        var modifiers = type switch
        {
            { IsStatic: true } => "static ",
            { TypeKind: TypeKind.Class, IsAbstract: true } => "abstract ",
            { TypeKind: TypeKind.Class, IsSealed: true } => "sealed ",
            _ => "",
        };
        var bases = type.Interfaces.Where(contract => contract.DeclaredAccessibility == Accessibility.Public);
        if (type is { TypeKind: TypeKind.Class, BaseType.SpecialType: not SpecialType.System_Object })
        {
            bases = bases.Prepend(type.BaseType);
        }

        var list = string.Join(", ", bases.Select(contract => contract.ToDisplayString(s_names)));
        var outer = type.ContainingType is { } containing ? containing.ToDisplayString(s_names) + "." : "";
        var name = type.ToDisplayString(s_type);
        var full = name.Insert(name.IndexOf(" " + type.Name, StringComparison.Ordinal) + 1, outer);
        return $"{modifiers}{full}{(list.Length == 0 ? "" : " : " + list)}";
    }

    private static string Line(INamedTypeSymbol type, ISymbol member)
    {
        var line = member.ToDisplayString(s_member);
        return member is IFieldSymbol { HasConstantValue: true } constant && type.TypeKind == TypeKind.Enum
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{constant.Name} = {constant.ConstantValue}")
            : line.Replace("public ", "", StringComparison.Ordinal);
    }

    private static int Rank(ISymbol member) => member is IFieldSymbol { HasConstantValue: true, ConstantValue: int value } ? value : 0;

    private static SymbolDisplayFormat Format(SymbolDisplayKindOptions kinds, SymbolDisplayMemberOptions members) => new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameOnly,
        SymbolDisplayGenericsOptions.IncludeTypeParameters
            | SymbolDisplayGenericsOptions.IncludeTypeConstraints
            | SymbolDisplayGenericsOptions.IncludeVariance,
        members,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeModifiers
            | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeExtensionThis,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.None,
        kinds,
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);
}
