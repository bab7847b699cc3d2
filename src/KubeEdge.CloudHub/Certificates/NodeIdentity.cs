using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>A node's name in a certificate: <c>O=system:nodes, CN=system:node:NAME</c>, the form of Kubernetes.</summary>
internal static class NodeIdentity
{
    private const string Organization = "system:nodes";
    private const string CommonNamePrefix = "system:node:";
    private const int MaxNameLength = 253;

    public static X500DistinguishedName SubjectOf(string nodeName)
    {
        if (!IsNodeName(nodeName))
        {
            throw new ArgumentException(
                $"'{nodeName}' is not a node name: lower-case letters, digits, '-' and '.', at most {MaxNameLength}.", nameof(nodeName));
        }

        var name = new X500DistinguishedNameBuilder();

        // Built back to front: in the certificate the organization comes first, as in the original's.
        name.AddCommonName(CommonNamePrefix + nodeName);
        name.AddOrganizationName(Organization);
        return name.Build();
    }

    /// <summary>The node that a certificate stands for; null when its subject is not that of a node.</summary>
    public static string? NodeNameOf(X509Certificate2 certificate)
    {
        string? commonName = null;
        var isNode = false;
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
            {
                return null;
            }

            switch (part.GetSingleElementType().Value)
            {
                case "2.5.4.3" when commonName is null:
                    commonName = part.GetSingleElementValue();
                    break;
                case "2.5.4.3":
                    return null;
                case "2.5.4.10":
                    isNode |= part.GetSingleElementValue() == Organization;
                    break;
                default:
                    break;
            }
        }

        return isNode && commonName is not null && commonName.StartsWith(CommonNamePrefix, StringComparison.Ordinal)
            && commonName.Length > CommonNamePrefix.Length
            ? commonName[CommonNamePrefix.Length..]
            : null;
    }

    /// <summary>Whether a certificate has the one subject of releases before 1.16: <c>O=KubeEdge, CN=kubeedge.io</c>, the former in any case.</summary>
    public static bool IsLegacy(X509Certificate2 certificate)
    {
        var (isOrganization, isName) = (false, false);
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
            {
                return false;
            }

            isName |= part.GetSingleElementType().Value == "2.5.4.3" && part.GetSingleElementValue() == "kubeedge.io";
            isOrganization |= part.GetSingleElementType().Value == "2.5.4.10"
                && string.Equals(part.GetSingleElementValue(), "KubeEdge", StringComparison.OrdinalIgnoreCase);
        }

        return isOrganization && isName;
    }

    /// <summary>Whether a text can name a node: a lower-case DNS subdomain of at most 253 characters.</summary>
    public static bool IsNodeName(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxNameLength
            || !char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
